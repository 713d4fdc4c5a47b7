/**
 * Rented GPUs as declared state: what is declared, how a pod of ours is named, what it costs and
 * may cost, and what is to be done about the difference between that and what runs. Pure.
 */
@NullMarked
package org.dubnium.fleet.pod;

import org.jspecify.annotations.NullMarked;
