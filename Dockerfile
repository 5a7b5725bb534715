# The service in a container: compose.yaml runs two of them beside PostgreSQL and Caddy.
FROM python:3.13-slim-bookworm AS build
WORKDIR /source
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY bot bot
COPY scheduler scheduler
COPY storage storage
COPY locales locales
COPY data data
RUN python -m venv /opt/daumoi \
    && PIP_CONSTRAINT=constraints.txt /opt/daumoi/bin/pip install --no-cache-dir '.[pdf]'

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --user-group --home-dir /daumoi daumoi \
    && install -d -o daumoi -g daumoi -m 700 /daumoi /daumoi/var /backups
COPY --from=build /opt/daumoi /opt/daumoi
COPY data /daumoi/data
ENV PATH=/opt/daumoi/bin:$PATH PYTHONUNBUFFERED=1 WEB_HOST=0.0.0.0
USER daumoi
WORKDIR /daumoi
VOLUME ["/daumoi/var", "/backups"]
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as web; web.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["daumoi"]
CMD ["run"]
