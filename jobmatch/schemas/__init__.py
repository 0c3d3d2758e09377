"""Input at the edge: one marshmallow schema per form, no session and no service."""
