# The command line as an image: `docker run --rm -v "$PWD:/work" argo-experiments lint`.
# Built from the packed npm package: `npm run package -- npm && docker build -t argo-experiments .`
FROM node:24-alpine
COPY out/packages/argo-experiments-*.tgz /tmp/
RUN npm install --global --no-audit --no-fund /tmp/argo-experiments-*.tgz && rm /tmp/argo-experiments-*.tgz
USER node
WORKDIR /work
ENTRYPOINT ["argo-experiments"]
