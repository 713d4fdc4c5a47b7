/**
 * The channels by which people are notified of alerts, and delivery with retries. Uses the alerts
 * and their store.
 */
@NullMarked
package org.dubnium.fleet.notify;

import org.jspecify.annotations.NullMarked;
