"""What kind of place the data folder is in: SQLite's locks cannot be relied on everywhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStorageInfo

# As the systems name them; what FUSE serves comes as "fuse.sshfs" and the like.
_REMOTE = {
    "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "davfs", "fuse.davfs2", "fuse.glusterfs",
    "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4",
    "smb3", "smbfs", "webdav",
}  # fmt: skip
# Folders of programs that copy files to other computers while these are written.
_SYNCHRONISED = {"dropbox", "googledrive", "iclouddrive", "nextcloud", "onedrive", "owncloud"}


def is_shared(folder: Path) -> bool:
    """Say whether a folder lies on another computer, or is copied to one as it is written."""
    return _is_remote(QStorageInfo(str(folder))) or _is_synchronised(folder.resolve())


def _is_remote(disk: QStorageInfo) -> bool:
    kind, device = disk.fileSystemType().toStdString(), disk.device().toStdString()
    return kind.lower() in _REMOTE or "//" in {device[:2], disk.rootPath()[:2]}


def _is_synchronised(folder: Path) -> bool:
    """Look for the name alone, or with what such programs add: “OneDrive - Tea shop”."""
    names = [part.lower().partition(" ")[0] for part in folder.parts]
    return any(name in _SYNCHRONISED for name in names)
