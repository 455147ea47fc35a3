"""Reference photos and rendered pictures: folders, manifests, compositing, the studio."""
