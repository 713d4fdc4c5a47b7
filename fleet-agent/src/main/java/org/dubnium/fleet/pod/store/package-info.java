/**
 * What of rented pods outlives this process: what was applied, what people want of each slot, which
 * pods were asked for, what they have cost, and who did what.
 */
@NullMarked
package org.dubnium.fleet.pod.store;

import org.jspecify.annotations.NullMarked;
