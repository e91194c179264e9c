#!/bin/sh
echo "Error: the registry is not available"
exit 1
