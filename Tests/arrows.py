#!/usr/bin/env python3
"""Prints the arrows between the folders of a Swift target, and fails on one that runs upward.

usage: arrows.py FOLDER ROOM...     the target's folder, and its rooms from the lowest to the highest

A room is a folder of the target, `.` its own files; `Screens/*` is each folder in Screens, among which none may know
another. An arrow runs from a file that names a type to the file that declares it: read from the text, not compiled, so that
members of extensions and free functions are not seen.
"""
import collections
import os
import re
import sys

DECLARATION = re.compile(
    r"^((?:package |public |fileprivate |private |final |indirect )*)(?:struct|enum|class|protocol|actor)\s+(\w+)", re.M)
# With what is written into it, two parentheses deep.
INTERPOLATION = re.compile(r"\\(\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))")
STRING = re.compile(r'"(?:\\\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|\\[^(]|[^"\\\n])*"')


def sources(folder):
    """The text of each Swift file, without comments and the words of strings."""
    for root, _, files in os.walk(folder):
        for name in sorted(files):
            if name.endswith(".swift"):
                path = os.path.join(root, name)
                with open(path, encoding="utf8") as file:
                    text = re.sub(r"//.*", "", file.read())
                yield path, STRING.sub(lambda string: " ".join(INTERPOLATION.findall(string[0])), text)


def main(folder, rooms):
    texts = dict(sources(folder))
    homes = {}
    for path, text in texts.items():
        for words, name in DECLARATION.findall(text):
            if "private" not in words:
                homes.setdefault(name, path)

    def room(path):
        return os.path.dirname(os.path.relpath(path, folder)) or "."

    def rank(name):
        parent = os.path.dirname(name) + "/*"
        known = name if name in rooms else parent
        if known not in rooms:
            sys.exit(f"{folder}/{name}: no such room, expected one of {' '.join(rooms)}")
        return rooms.index(known)

    arrows = collections.defaultdict(set)
    for path, text in texts.items():
        for name in set(re.findall(r"\b\w+\b", text)) & homes.keys():
            if room(homes[name]) != room(path):
                arrows[room(path), room(homes[name])].add(f"{os.path.basename(path)} names {name}")
    upward = 0
    for (above, below), names in sorted(arrows.items()):
        print(f"{folder}: {above} -> {below}: {len(names)}")
        if rank(below) >= rank(above):
            upward += 1
            for name in sorted(names):
                print(f"{folder}: found an arrow upward, {above} -> {below}: {name}")
    return upward


sys.exit(1 if main(sys.argv[1].rstrip("/"), sys.argv[2:]) else 0)
