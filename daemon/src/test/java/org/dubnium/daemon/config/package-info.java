@NullMarked
package org.dubnium.daemon.config;

import org.jspecify.annotations.NullMarked;
