/** Configuration as it is written: layered files of JSON, read key by key, with a place for every fault. */
@NullMarked
package org.dubnium.common.config;

import org.jspecify.annotations.NullMarked;
