# 问策 in a container. Build: docker build -t wence .
# Run: docker run -p 7860:7860 -v wence:/data -e WENCE_SERVER_PASSWORD=… -e WENCE_SERVER_TOKEN=… wence
FROM python:3.12-slim-bookworm

# Where a package index offers a CPU build of torch, name it here: the image is some gigabytes smaller.
ARG PIP_EXTRA_INDEX_URL=""
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

WORKDIR /wence
COPY requirements.txt ./
RUN pip install -r requirements.txt

RUN useradd --system --uid 10001 --home-dir /data --create-home wence
COPY app.py ./
COPY corpus corpus
COPY index index
COPY qa qa

USER 10001
VOLUME /data
EXPOSE 7860
STOPSIGNAL SIGTERM
# The first start prepares the encoder and the index, which takes about a minute.
HEALTHCHECK --interval=30s --timeout=5s --start-period=180s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:7860/healthz', timeout=4)"]
ENTRYPOINT ["python", "app.py"]
CMD ["--host", "0.0.0.0", "--port", "7860", "--home", "/data"]
