/** What tells who issued a secret and nothing of the secret itself, as programs look at it. */
const prefixes = [
  // AI: OpenAI, Anthropic, OpenRouter, Groq, Hugging Face, Replicate, Perplexity, xAI, NVIDIA, Tavily, Fireworks
  'sk-(?:proj-|svcacct-|admin-|ant-(?:api\\d\\d-|admin\\d\\d-|sid\\d\\d-|oat\\d\\d-)?|or-v1-|lf-)?',
  'pk-lf-|lsv2_(?:pt|sk)_|gsk_|hf_|r8_|pplx-|xai-|nvapi-|tvly-(?:dev-)?|fw_|jina_|pcsk_',
  // Payments: Stripe, Square, Razorpay, Adyen
  '[rsp]k_(?:live|test)_|whsec_|sq0(?:atp|csp|idp)-|rzp_(?:live|test)_|AQE',
  // Code: GitHub, GitLab, Bitbucket, npm, PyPI, RubyGems, Docker, CircleCI, Sentry
  'gh[opsru]_|github_pat_|gl(?:pat|oas|dt|rt|cbt|ptt|ft|imt|agent|soat|ffct)-|ATBB|npm_|pypi-|rubygems_',
  'dckr_(?:pat|oat)_|CCIPAT_|sntry[su]_',
  // Chat and mail: Slack, SendGrid, Mailgun, Mailchimp's transactional mail, Postmark, Resend, Discord
  'xox[abceoprs]-(?:\\d-)?|xapp-(?:\\d-)?|SG\\.|key-|md-|re_',
  // Clouds: AWS (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html), Google, DigitalOcean,
  // Cloudflare, Fly, Heroku, Databricks, Vault, Terraform, Supabase, PlanetScale, Neon
  'A(?:BIA|CCA|GPA|IDA|IPA|KIA|NPA|NVA|PKA|ROA|SCA|SIA)|AIza|ya29\\.|GOCSPX-|1//|do[opr]_v1_|v1\\.0-|fo1_|FlyV1 ',
  'HRKU-|dapi|hv[bsr]\\.|atlasv1\\.|sb[ap]_|sb_(?:secret|publishable)_|pscale_(?:tkn|pw|oauth)_|napi_',
  // Shops and offices: Shopify, HubSpot, Atlassian, Linear, Notion, Figma, Airtable, Asana, Postman, New Relic, PostHog
  'shp(?:at|ca|pa|ss)_|pat-(?:na|eu)\\d-|ATATT3x|ATCTT3x|lin_(?:api|oauth)_|ntn_|secret_|fig[dou]_|PMAK-|NR(?:AK|JS|II)-',
  'ph[cxs]_|glsa_|glc_|dt0c01\\.|CFPAT-|dp\\.(?:pt|st|sa|ct|scim|audit)\\.',
  // A JSON Web Token begins with {" in base64
  'eyJ',
  // Password hashes: a program that checks one must know which function made it, and how dear it was
  '\\$2[abxy]?\\$\\d\\d\\$|\\$argon2(?:id|i|d)\\$(?:v=\\d+\\$)?(?:m=\\d+,t=\\d+,p=\\d+\\$)?|\\$pbkdf2(?:-sha\\d+)?\\$(?:\\d+\\$)?',
  '\\$[156y]\\$(?:rounds=\\d+\\$)?|\\$scrypt\\$|pbkdf2_sha\\d+\\$\\d+\\$|\\{(?:S?SHA(?:256|512)?|S?MD5|CRYPT)\\}',
  'SCRAM-SHA-256\\$\\d+:|md5(?=[0-9a-f]{32}$)',
];

const prefix = new RegExp(`^(?:${prefixes.join('|')})(?=.)`, 's');
/** As a header carries it. */
const scheme = /^(?:Bearer|Basic|Token|ApiKey) (?=.)/s;

/** The well-known prefix of a secret, with an HTTP scheme before it; empty if it has none. */
export function secretPrefix(secret: string): string {
  const before = scheme.exec(secret)?.[0] ?? '';
  const own = prefix.exec(secret.slice(before.length))?.[0] ?? '';
  // A short value that is nearly all prefix would keep too much of itself.
  return secret.length - before.length - own.length >= 4 ? before + own : before;
}
