"""gunicorn: threads beside the psycopg pool; values from the environment."""

import os

# LISTEN is a socket that somebody has opened already, as in `fd://3`.
bind = os.environ.get("LISTEN") or f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
timeout = 60
graceful_timeout = 8
keepalive = 5
max_requests = 5000
max_requests_jitter = 500
accesslog = "-"
# Neither query nor referrer: what people search for is nobody's business.
access_log_format = "%(t)s %(h)s %(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"
