# Everything that a verb may use, in order of dependence. Sourced.
# shellcheck shell=bash source-path=SCRIPTDIR

. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. "$testbed/lib/prerequisites.sh"
. "$testbed/lib/network.sh"
. "$testbed/lib/container.sh"
. "$testbed/lib/roots.sh"
. "$testbed/lib/versions.sh"
. "$testbed/lib/builder.sh"
. "$testbed/lib/machine.sh"
. "$testbed/lib/product.sh"
. "$testbed/lib/fleet.sh"
. "$testbed/lib/pods.sh"
. "$testbed/lib/page.sh"
. "$testbed/lib/evidence.sh"
