@NullMarked
package org.dubnium.daemon.adapter.slurm;

import org.jspecify.annotations.NullMarked;
