# griot and nothing else: its binary for musl needs no file of a system.
#
#   cargo build --locked --profile dist --target x86_64-unknown-linux-musl
#   docker build --build-arg BINARY=target/x86_64-unknown-linux-musl/dist/griot --tag griot .
#   docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/site" griot build
#
# `griot serve` answers this machine alone, and in a container that is the container: add `--network host`.
# `updated: git` in site.yaml asks git for days, and here is no git. An image with both:
#
#   FROM alpine
#   RUN apk add --no-cache git
#   COPY --from=griot /griot /usr/local/bin/griot
#   ENTRYPOINT ["griot"]
FROM scratch
ARG BINARY
COPY --chmod=755 ${BINARY} /griot
ARG VERSION
ARG REVISION
ARG REPOSITORY
LABEL org.opencontainers.image.title="griot" \
      org.opencontainers.image.description="A static site generator that explains conflicts" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="https://github.com/${REPOSITORY}"
# Nobody in particular: files that it writes belong to whom `--user` names.
USER 65532:65532
WORKDIR /site
ENTRYPOINT ["/griot"]
