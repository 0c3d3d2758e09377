"""The WSGI application: ``gunicorn wsgi:app``."""

from jobmatch import create_app
from jobmatch.settings import Settings

settings = Settings.from_environment()
settings.check_for_production()
app = create_app(settings)
