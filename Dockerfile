# A release pins the digest too, as `docker buildx imagetools inspect` prints it:
# FROM python:3.11-slim-bookworm@sha256:...
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 BOT_DATA_DIR=/data MPLCONFIGDIR=/tmp
WORKDIR /app

# The font with Hangul is one of the packages, so nothing else is needed.
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt \
    && python -m compileall -q /usr/local/lib/python3.11/site-packages

COPY bot bot
COPY clustering clustering

RUN useradd --system --uid 10001 centroid && install -d -m 700 -o centroid -g centroid /data
USER centroid
VOLUME /data

# Well is who heard from Telegram in the last 90 seconds.
HEALTHCHECK --interval=60s --timeout=20s --start-period=60s --retries=2 \
    CMD ["python", "-m", "bot", "--health"]
STOPSIGNAL SIGTERM
CMD ["python", "-m", "bot"]
