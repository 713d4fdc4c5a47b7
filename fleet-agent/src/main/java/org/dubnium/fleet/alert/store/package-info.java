/**
 * The rules, the events and the notifications to be delivered, in a SQLite file. Uses the alerts,
 * the domain and SQLite.
 */
@NullMarked
package org.dubnium.fleet.alert.store;

import org.jspecify.annotations.NullMarked;
