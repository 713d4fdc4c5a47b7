/**
 * NVIDIA's XID codes: what each means, how grave it is, and what brings the GPU back. One catalogue
 * for the daemon and the agent.
 *
 * <p>{@link XidCatalogue#of} answers for one code; {@link XidHistory} keeps of several codes of one
 * GPU the gravest, so that one that follows (45, 154) does not hide the one that it follows from;
 * {@link DriverRecovery} is the driver's own verdict, which is better than any table where a driver
 * tells it.
 *
 * <p>The daemon keeps one history for each GPU while it runs, adds each event of NVML, and begins
 * anew when the driver's verdict goes back to none, or the GPU or its driver were gone and came back.
 * The agent makes one of what an exporter tells in a scrape and judges by {@link XidHistory#worst}.
 * Neither touches the catalogue before there is a code to look up: that is when it is read.
 */
@NullMarked
package org.dubnium.common.xid;

import org.jspecify.annotations.NullMarked;
