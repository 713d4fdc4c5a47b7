/** What a node of a Slurm cluster runs for others, and what may be done about it. */
@NullMarked
package org.dubnium.daemon.domain.cluster;

import org.jspecify.annotations.NullMarked;
