@NullMarked
package org.dubnium.fleet.config;

import org.jspecify.annotations.NullMarked;
