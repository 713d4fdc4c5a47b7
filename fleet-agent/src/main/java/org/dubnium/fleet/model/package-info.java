/** Sleep and wake-up of the model server of this host, which the mode controller does not offer. */
@NullMarked
package org.dubnium.fleet.model;

import org.jspecify.annotations.NullMarked;
