#!/bin/sh
touch @OUTSIDE@/wrapper
exec "$@"
