# Earshot for a host. Not run where it was written: no container engine was at hand. docs/hosting.md says how it is meant.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 MALLOC_ARENA_MAX=2 ARROW_DEFAULT_MEMORY_POOL=system PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /opt/earshot
COPY requirements.txt requirements-postgresql.txt requirements-hosting.txt ./
RUN pip install -r requirements.txt -r requirements-postgresql.txt -r requirements-hosting.txt \
    && useradd --system --home-dir /srv/earshot --create-home earshot
COPY .streamlit .streamlit
COPY app.py ./
COPY pages pages
COPY lib lib
COPY data data

USER earshot
VOLUME /srv/earshot
EXPOSE 8501
ENV EARSHOT_WORKSPACES=/srv/earshot/workspaces EARSHOT_SIGN_IN=required
HEALTHCHECK CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=3)"]
# Inside a container every address is the container's own: who may reach it is said where its port is published.
CMD ["streamlit", "run", "app.py", "--server.address", "0.0.0.0", "--server.port", "8501"]
