#!/usr/bin/env bash
# A scheduled ingest from nothing: a folder is watched, a story is dropped into it, the article is read, all is stopped.
# Run it in an empty folder: bash serve.sh [PORT]. It takes about half a minute.
set -euo pipefail

mkdir -p inbox
copydesk serve --inbox inbox --out news --every 5s --with-server --port "${1:-4200}" &
serving=$!
trap 'kill "$serving" 2>/dev/null && wait "$serving" || true' EXIT

cat > inbox/ferry.txt <<'STORY'
Ferry back by May, harbour says

By Maren Holt

The ferry to the outer islands will sail again in the first week of May, the harbour said on Tuesday.
Its engine has been rebuilt, and the crew of nine will spend April on trials in the bay.
STORY

for _ in $(seq 180); do                      # the server takes some seconds to start, the first run a few more
    [ -s news/articles.jsonl ] && break
    kill -0 "$serving" || exit 1
    sleep 1
done
copydesk status news                         # 1 articles, 0 rejects
python3 -c 'import json; row = json.loads(open("news/articles.jsonl").readline()); print(row["title"], row["authors"])'
