/**
 * Logs of this machine and output of its Slurm jobs, as other programs read them for this service,
 * which may not itself. Uses the domain for failures.
 */
@NullMarked
package org.dubnium.fleet.logs;

import org.jspecify.annotations.NullMarked;
