#!/usr/bin/env bash
# Takes the README's pictures of the page that 'candor serve' serves, of the bundled model.
#
#   scripts/screenshots.sh
#
# Wants a Chromium, Node.js 20 or newer, and ImageMagick.
set -euo pipefail
cd "$(dirname "$0")/.."
images=docs/images
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
mvn -q -B -pl engine,lab,guard,app test-compile dependency:build-classpath -Dmdep.outputFile=target/test-classpath.txt
"$java" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp "app/target/classes:app/target/test-classes:$(cat app/target/test-classpath.txt)" \
  dev.candor.app.server.PageScreenshots "$images"
for picture in "$images"/serve-*.png; do
  convert "$picture" -colors 160 -strip "$picture"
done
