/**
 * The past in one SQLite file. A round is written to a journal, packed, in one transaction; the rows
 * of each GPU and node are also held open in memory. After some twenty minutes such an open chunk is
 * sealed: a row of the raw tier, and the minutes of it as a part of the minute tier. A few parts
 * become one row of the minute tier, and the hours of it a part of the hour tier, and so on. So what
 * is in a coarser tier is always exactly what is no longer young in the finer one, whatever the
 * clock did.
 */
@NullMarked
package org.dubnium.fleet.telemetry.store;

import org.jspecify.annotations.NullMarked;
