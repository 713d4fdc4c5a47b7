# shellcheck shell=bash
# build: the packages, built if the source changed.

ensure_prerequisites
package dubnium
package dubnium-fleet
