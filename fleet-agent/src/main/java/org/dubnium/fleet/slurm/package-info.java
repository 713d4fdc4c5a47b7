/**
 * Slurm, through its commands. What it says is read in the form that its version has; a Slurm that
 * is absent or silent is a state with a reason, like any other.
 */
@NullMarked
package org.dubnium.fleet.slurm;

import org.jspecify.annotations.NullMarked;
