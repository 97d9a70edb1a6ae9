/** The demo's case as GitHub makes it of the issue form. */
export const caseIssue = `### Question or request

Does the freetype SRPM of Red Hat 8.0 ship with the bytecode hinter enabled or disabled?

### Observed answer

Red Hat 8.0 ships with the bytecode hinter enabled

### Expected answer

_No response_

### Must contain

disabled

### Must not contain

ships with the bytecode hinter enabled

### Trace or request id

_No response_

### Occurred at

_No response_
`;
