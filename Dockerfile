# One image for web, worker, beat, relay and migrations.
FROM python:3.11-slim AS build
WORKDIR /app
COPY requirements.lock .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production BIND=0.0.0.0 PORT=8000
RUN useradd --system --uid 10001 --home-dir /app app
WORKDIR /app
COPY --from=build /venv /venv
COPY . .
# Values that let the settings load; they reach nothing and are not kept.
RUN mkdir -p var/static && SECRET_KEY=build FIELD_ENCRYPTION_KEYS=1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
    ALLOWED_HOSTS=build PUBLIC_URL=https://build EMAIL_URL=smtp://build REDIS_URL=redis://build \
    DATABASE_URL=postgres://build DATABASE_URL_SYSTEM=postgres://build \
    python manage.py collectstatic --no-input -v 0 && chown -R app var
USER app
EXPOSE 8000
CMD ["gunicorn", "-c", "config/gunicorn.py", "config.wsgi"]
