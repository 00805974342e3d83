import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.rocketmq.client.apis.ClientConfiguration;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.consumer.ConsumeResult;
import org.apache.rocketmq.client.apis.consumer.FilterExpression;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.Message;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.apache.rocketmq.client.apis.producer.Producer;

/**
 * The official Java client as a peer: {@code send ENDPOINTS TOPIC COUNT} sends messages with every field set and
 * prints their ids; {@code receive ENDPOINTS TOPIC GROUP COUNT} prints the fields of what it receives, one message
 * a line, separated by tabs; {@code consume ENDPOINTS TOPIC GROUP} prints {@code ready} and the id of each message it
 * handles, until its input ends.
 */
public final class Peer {
    public static void main(String[] args) throws Exception {
        ClientServiceProvider provider = ClientServiceProvider.loadService();
        ClientConfiguration configuration =
                ClientConfiguration.newBuilder().setEndpoints(args[1]).enableSsl(false).build();
        if (args[0].equals("send")) send(provider, configuration, args[2], Integer.parseInt(args[3]));
        else if (args[0].equals("consume")) consume(provider, configuration, args[2], args[3]);
        else receive(provider, configuration, args[2], args[3], Integer.parseInt(args[4]));
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static void send(
            ClientServiceProvider provider, ClientConfiguration configuration, String topic, int count)
            throws Exception {
        Producer producer =
                provider.newProducerBuilder().setClientConfiguration(configuration).setTopics(topic).build();
        for (int i = 0; i < count; i++) {
            Message message = provider.newMessageBuilder()
                    .setTopic(topic)
                    .setTag("from-java")
                    .setKeys("key-" + i, "second")
                    .addProperty("number", String.valueOf(i))
                    .addProperty("text", "grüße 消息")
                    .setBody(("body " + i + " ✓").getBytes(StandardCharsets.UTF_8))
                    .build();
            System.out.println(producer.send(message).getMessageId());
        }
    }

    private static void receive(
            ClientServiceProvider provider,
            ClientConfiguration configuration,
            String topic,
            String group,
            int count)
            throws Exception {
        SimpleConsumer consumer = provider.newSimpleConsumerBuilder()
                .setClientConfiguration(configuration)
                .setConsumerGroup(group)
                .setAwaitDuration(Duration.ofSeconds(5))
                .setSubscriptionExpressions(Collections.singletonMap(topic, FilterExpression.SUB_ALL))
                .build();
        Set<String> received = new HashSet<>();
        while (received.size() < count) {
            for (MessageView message : consumer.receive(32, Duration.ofMinutes(10))) {
                // A server may deliver a message twice.
                if (received.add(message.getMessageId().toString())) System.out.println(line(message));
                consumer.ack(message);
            }
        }
    }

    private static void consume(
            ClientServiceProvider provider, ClientConfiguration configuration, String topic, String group)
            throws Exception {
        provider.newPushConsumerBuilder()
                .setClientConfiguration(configuration)
                .setConsumerGroup(group)
                .setSubscriptionExpressions(Collections.singletonMap(topic, FilterExpression.SUB_ALL))
                .setMessageListener(message -> {
                    System.out.println(message.getMessageId());
                    System.out.flush();
                    return ConsumeResult.SUCCESS;
                })
                .build();
        System.out.println("ready");
        System.out.flush();
        while (System.in.read() != -1) {}
    }

    private static String line(MessageView message) {
        ByteBuffer body = message.getBody();
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        List<String> fields = new ArrayList<>();
        fields.add(message.getMessageId().toString());
        fields.add(message.getTopic());
        fields.add(message.getTag().orElse(""));
        fields.add(String.join(",", message.getKeys()));
        fields.add(message.getMessageGroup().orElse(""));
        fields.add(message.getProperties().getOrDefault("text", ""));
        fields.add(String.valueOf(message.getBornTimestamp()));
        fields.add(String.valueOf(message.getDeliveryAttempt()));
        fields.add(new String(bytes, StandardCharsets.UTF_8));
        return String.join("\t", fields);
    }
}
