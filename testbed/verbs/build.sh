# shellcheck shell=bash
# build: the package, built if the source changed.

ensure_prerequisites
package
