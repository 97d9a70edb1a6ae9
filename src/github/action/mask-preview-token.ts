import type { InvestigationEvent } from '../../investigation/event.ts';
import type { Runner } from './runner.ts';

/** Masks what lets people into the preview; to be called with every event before anything shows it. */
export function maskPreviewToken({ setSecret }: Runner, event: InvestigationEvent): void {
  if (event.type !== 'finding' || event.finding.kind !== 'preview') return;
  const token = URL.parse(event.finding.url)?.searchParams.get('token');
  if (token) setSecret(token);
}
