# The GitHub App's server. It holds no secret: give it APP_ID, PRIVATE_KEY and WEBHOOK_SECRET when it is started, and
# a volume for /var/lib/branch-prod, where webhooks are kept until they are processed.
FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 BRANCH_PROD_STATE=/var/lib/branch-prod
RUN mkdir --mode=0700 /var/lib/branch-prod && chown node:node /var/lib/branch-prod
COPY --from=dependencies /app/node_modules node_modules
COPY package.json app.yml ./
COPY src src
USER node
VOLUME /var/lib/branch-prod
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/server.ts"]
