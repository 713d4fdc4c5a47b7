@NullMarked
package org.dubnium.fleet.domain;

import org.jspecify.annotations.NullMarked;
