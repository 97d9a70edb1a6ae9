/** The smallest config that runs, for people to start from; valid as it stands. */
export const setUpConfig = `version: 1
source:
  postgres: "\${PRODUCTION_REPLICA_URL}"
  dataDirectory: /srv/replica/data # the replica's files, on the runner's machine
sanitize:
  key: "\${BRANCH_PROD_MASK_KEY}"
  columns: # a mask for every column that holds something personal
    people.name: person
    people.email: email
    messages.body: { mask: text, entities: [people.name, people.email] }
  keep: [documents.*] # looked at and judged not personal
preview:
  build: npm ci
  start: node server.js # listens on $PORT and finds its database in $DATABASE_URL
replay:
  request: { path: /ask, body: { question: "{{input}}" } }
  answer: $.answer # where the answer stands in the application's JSON
`;
