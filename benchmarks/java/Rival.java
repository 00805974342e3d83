import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.rocketmq.client.apis.ClientConfiguration;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.consumer.ConsumeResult;
import org.apache.rocketmq.client.apis.consumer.FilterExpression;
import org.apache.rocketmq.client.apis.consumer.PushConsumer;
import org.apache.rocketmq.client.apis.message.Message;
import org.apache.rocketmq.client.apis.message.MessageBuilder;
import org.apache.rocketmq.client.apis.producer.Producer;
import org.apache.rocketmq.client.apis.producer.Transaction;
import org.apache.rocketmq.client.apis.producer.TransactionResolution;

/** The official Java client, told what to do by the lines that the measured Node processes are told. */
public final class Rival {
    /** Above so many callers threads would be what is measured; futures are chained instead. */
    private static final int MOST_THREADS = 256;
    /** How long delayed messages are held back: beyond the end of the run. */
    private static final long DELAY_MS = 3_600_000;
    private static final int STAMP_DIGITS = 16;
    private static final int MOST_LATENCIES = 4_000_000;

    private final ClientServiceProvider provider = ClientServiceProvider.loadService();
    private final ClientConfiguration configuration;
    private final String topic;
    private final String group;
    private Producer producer;
    private PushConsumer consumer;

    private final long[] latencies = new long[MOST_LATENCIES];
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger out = new AtomicInteger();
    private volatile String error;
    private volatile boolean over;
    private volatile String kind = "normal";

    private final AtomicInteger consumed = new AtomicInteger();
    private volatile int until = Integer.MAX_VALUE;
    /** Messages that find a cold consumer and count for nothing. */
    private volatile int warmUp;
    private volatile long warmAt;
    private volatile long lastAt;
    private volatile CountDownLatch arrived = new CountDownLatch(1);

    private long cpu;
    private long collections;
    private long pauseMs;

    private Rival(String endpoints, String topic, String group) {
        this.configuration = ClientConfiguration.newBuilder().setEndpoints(endpoints).enableSsl(false).build();
        this.topic = topic;
        this.group = group;
    }

    public static void main(String[] args) throws Exception {
        Rival rival = new Rival(args[0], args[1], args[2]);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            try {
                System.out.println("{\"ok\":" + rival.obey(line) + "}");
            } catch (Throwable failure) {
                System.out.println("{\"error\":\"" + plain(String.valueOf(failure)) + "\"}");
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private String obey(String line) throws Exception {
        switch (word(line, "do")) {
            case "send":
                kind = line.contains("\"kind\"") ? word(line, "kind") : "normal";
                return send(number(line, "callers"), number(line, "bodyBytes"), number(line, "warmMs"),
                    number(line, "measureMs"));
            case "listen":
                return listen(number(line, "warmUp"));
            case "collect":
                return collect(number(line, "messages"), number(line, "timeoutMs"));
            case "close":
                if (producer != null) producer.close();
                Runtime.getRuntime().halt(0);
            default:
                throw new IllegalArgumentException("the Java client is not made to " + word(line, "do"));
        }
    }

    private String send(int callers, int bodyBytes, int warmMs, int measureMs) throws Exception {
        if (producer == null) {
            producer = provider.newProducerBuilder().setClientConfiguration(configuration).setTopics(topic)
                .setTransactionChecker(view -> TransactionResolution.COMMIT).build();
        }
        byte[] body = new byte[bodyBytes];
        Arrays.fill(body, (byte) 'x');
        over = false;
        error = null;
        out.set(callers);
        for (int i = 0; i < callers; i++) {
            Message message = message(body, i);
            if (callers > MOST_THREADS) chain(message);
            else new Thread(() -> loop(message)).start();
        }
        count.set(0);
        Thread.sleep(warmMs);
        for (int waited = 0; count.get() < callers && waited < 8_000; waited += 20) Thread.sleep(20);
        restart();
        long startedAt = System.nanoTime();
        Thread.sleep(measureMs);
        String result = result(System.nanoTime() - startedAt, count.get());
        over = true;
        for (int waited = 0; out.get() > 0 && waited < 12_000; waited += 5) Thread.sleep(5);
        return result;
    }

    private Message message(byte[] body, int caller) {
        MessageBuilder builder = provider.newMessageBuilder().setTopic(topic).setBody(body);
        if (kind.equals("fifo")) builder.setMessageGroup("group-" + caller);
        if (kind.equals("delay")) builder.setDeliveryTimestamp(System.currentTimeMillis() + DELAY_MS);
        return builder.build();
    }

    private void send(Message message) throws Exception {
        if (!kind.equals("transaction")) {
            producer.send(message);
            return;
        }
        Transaction transaction = producer.beginTransaction();
        producer.send(message, transaction);
        transaction.commit();
    }

    private void loop(Message message) {
        while (!over) {
            long at = System.nanoTime();
            try {
                send(message);
                note(System.nanoTime() - at);
            } catch (Throwable failure) {
                fail(failure);
                rest();
            }
        }
        out.decrementAndGet();
    }

    private void chain(Message message) {
        if (over) {
            out.decrementAndGet();
            return;
        }
        long at = System.nanoTime();
        producer.sendAsync(message).whenComplete((receipt, failure) -> {
            if (failure == null) {
                note(System.nanoTime() - at);
            } else {
                fail(failure);
                rest();
            }
            chain(message);
        });
    }

    private static void rest() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(Throwable failure) {
        failed.incrementAndGet();
        if (error == null) error = plain(String.valueOf(failure));
    }

    private void note(long nanos) {
        int at = count.getAndIncrement();
        if (at < MOST_LATENCIES) latencies[at] = nanos;
    }

    private String listen(int cold) throws Exception {
        warmUp = cold;
        consumer = provider.newPushConsumerBuilder()
            .setClientConfiguration(configuration)
            .setConsumerGroup(group)
            .setSubscriptionExpressions(Collections.singletonMap(topic, FilterExpression.SUB_ALL))
            .setMessageListener(view -> {
                consume(view.getBody());
                return ConsumeResult.SUCCESS;
            })
            .build();
        return "null";
    }

    private void consume(ByteBuffer body) {
        lastAt = System.nanoTime();
        int at = consumed.incrementAndGet();
        if (at == warmUp) {
            warmAt = lastAt;
            restart();
        }
        if (at > warmUp) noteStamp(body);
        if (at >= until) arrived.countDown();
    }

    private void noteStamp(ByteBuffer body) {
        if (body.remaining() < STAMP_DIGITS) return;
        long micros = 0;
        for (int i = 0; i < STAMP_DIGITS; i++) {
            int digit = body.get(body.position() + i) - '0';
            if (digit < 0 || digit > 9) return;
            micros = micros * 10 + digit;
        }
        Instant now = Instant.now();
        long nowMicros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
        note((nowMicros - micros) * 1000);
    }

    private String collect(int messages, int timeoutMs) throws Exception {
        until = messages;
        if (consumed.get() < messages && !arrived.await(timeoutMs, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("only " + consumed.get() + " of " + messages + " messages came within "
                + timeoutMs / 1000 + " s");
        }
        return result(lastAt - warmAt, consumed.get() - warmUp);
    }

    private void restart() {
        count.set(0);
        failed.set(0);
        collections = 0;
        pauseMs = 0;
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections -= bean.getCollectionCount();
            pauseMs -= bean.getCollectionTime();
        }
        cpu = cpuNanos();
    }

    private String result(long nanos, int messages) throws Exception {
        long used = cpuNanos() - cpu;
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections += bean.getCollectionCount();
            pauseMs += bean.getCollectionTime();
        }
        long[] sorted = Arrays.copyOf(latencies, Math.min(count.get(), MOST_LATENCIES));
        Arrays.sort(sorted);
        double seconds = nanos / 1e9;
        return String.format(Locale.ROOT,
            "{\"messages\":%d,\"failed\":%d,\"seconds\":%.6f,\"rate\":%.3f,\"p50Ms\":%.4f,\"p99Ms\":%.4f,"
                + "\"jitterMs\":%.4f,\"cpuMicrosPerMessage\":%.3f,\"scavenges\":%d,\"majorCollections\":0,"
                + "\"gcPauseMs\":%d,\"rssMb\":%.1f%s}",
            messages, failed.get(), seconds, messages / seconds, quantile(sorted, 0.5), quantile(sorted, 0.99),
            deviation(sorted), used / 1e3 / Math.max(1, messages), collections, pauseMs, rssMb(),
            error == null ? "" : ",\"error\":\"" + error + "\"");
    }

    private static double quantile(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1e6;
    }

    private static double deviation(long[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double squares = 0;
        for (long value : values) squares += (value - mean) * (value - mean);
        return values.length == 0 ? 0 : Math.sqrt(squares / values.length) / 1e6;
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static double rssMb() throws Exception {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) return 0;
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
        }
        return 0;
    }

    private static String plain(String text) {
        String line = text.replaceAll("[^ -~]", " ").replace('"', '\'').replace('\\', '/');
        return line.length() > 200 ? line.substring(0, 200) : line;
    }

    private static String word(String line, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(line);
        if (!matcher.find()) throw new IllegalArgumentException("no " + name + " in " + line);
        return matcher.group(1);
    }

    private static int number(String line, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":(\\d+)").matcher(line);
        if (!matcher.find()) throw new IllegalArgumentException("no " + name + " in " + line);
        return Integer.parseInt(matcher.group(1));
    }
}
