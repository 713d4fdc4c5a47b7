/** The node of a Slurm cluster that this machine may be, by what its units write down and read. */
@NullMarked
package org.dubnium.daemon.adapter.slurm;

import org.jspecify.annotations.NullMarked;
