"""The service. `create_app` builds the Flask application from settings."""

from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from jobmatch.settings import Settings

ROOT = Path(__file__).resolve().parent.parent


def create_app(settings: Settings) -> Flask:
    """Build the application.

    Parameters
    ----------
    settings : Settings
        What the deployment decides. ``wsgi.py`` checks them for production before it comes here.
    """
    from jobmatch import (
        blueprints,
        error_pages,
        forms,
        i18n,
        job_queue,
        navigation,
        problem_words,
        question_words,
        reasons,
        security,
        static_files,
        task_words,
        vacancy_words,
        wording,
    )
    from jobmatch.db import db
    from jobmatch.services import taxonomy_vocabulary

    app = Flask(__name__, template_folder=str(ROOT / "templates"), instance_path=str(settings.instance_dir.resolve()))
    app.config.update(security.configure(settings))
    app.config.update(
        TESTING=settings.testing,
        SQLALCHEMY_ENGINES={"default": settings.database_url},
        JOBMATCH=settings,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.logger.setLevel(settings.log_level)
    db.init_app(app)
    job_queue.register(app)
    taxonomy_vocabulary.Current.folder = settings.instance_dir / "models"
    i18n.init_app(app)
    static_files.register(app)
    app.url_map.converters["int"] = forms.RowNumber
    security.init_security(app, settings)
    error_pages.register(app)
    for words in (wording, problem_words, question_words, task_words, reasons, vacancy_words, navigation):
        words.register(app)
    blueprints.register(app)
    return app
