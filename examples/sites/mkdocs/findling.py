"""Indexes the site after each build."""
import os
import subprocess


def on_post_build(config):
    site = config["site_dir"]
    subprocess.run(["findling", "build", site, "--out", os.path.join(site, "findling")], check=True)
