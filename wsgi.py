"""The WSGI application: ``gunicorn wsgi:app``."""

from jobmatch import create_app, warming
from jobmatch.settings import Settings

settings = Settings.from_environment()
settings.check_for_production()
app = create_app(settings)
warming.begin(app)
