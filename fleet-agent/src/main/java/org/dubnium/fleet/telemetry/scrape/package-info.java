/**
 * Reading nodes: what is asked ({@link Source}), how often and what is known of each
 * ({@link Collector}), and where the list of nodes comes from ({@link FileDiscovery}).
 */
@NullMarked
package org.dubnium.fleet.telemetry.scrape;

import org.jspecify.annotations.NullMarked;
