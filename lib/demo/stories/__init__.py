"""The planted stories, one module a sort; each plays on a scene and returns what it planted."""
