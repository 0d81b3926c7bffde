#!/bin/sh
touch /tmp/harness-hostile-wrapper
exec "$@"
