/**
 * Slurm, by its commands: parsers for each version's output, polling, and changes. Uses the domain
 * alone.
 */
@NullMarked
package org.dubnium.fleet.slurm;

import org.jspecify.annotations.NullMarked;
